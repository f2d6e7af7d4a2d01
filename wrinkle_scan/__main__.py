"""The command line as `python -m wrinkle_scan`: for a machine whose path does not hold `wrinkle-scan`."""

from wrinkle_scan.cli import main

if __name__ == "__main__":
    main(prog_name="wrinkle-scan")
