"""Reports of drills: PDF and CSV, made in a process of their own."""
