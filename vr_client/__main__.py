"""`python -m vr_client` is `seoul`."""

from vr_client.cli import main

if __name__ == "__main__":
    main()
