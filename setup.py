"""Says the one thing pyproject.toml cannot: folders outside wrinkle_scan/ that are packages of it."""

from setuptools import find_packages, setup

ELSEWHERE = {"wrinkle_scan.models": "models", "wrinkle_scan.schemas": "docs/schemas"}

setup(
    packages=sorted({*find_packages(include=["wrinkle_scan", "wrinkle_scan.*"]), *ELSEWHERE}),
    package_dir=ELSEWHERE,
)
