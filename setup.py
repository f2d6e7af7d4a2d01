"""Says the one thing pyproject.toml cannot: the top-level folder models/ is the package wrinkle_scan.models."""

from setuptools import find_packages, setup

setup(
    packages=sorted({*find_packages(include=["wrinkle_scan", "wrinkle_scan.*"]), "wrinkle_scan.models"}),
    package_dir={"wrinkle_scan.models": "models"},
)
