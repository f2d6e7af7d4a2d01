"""The JSON Schemas of everything that the program writes as JSON; what is where: README.md beside this file."""
