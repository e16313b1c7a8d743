"""The scripts that model our places and things. Build-time only: nothing at run time imports this package."""
