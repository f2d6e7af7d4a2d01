"""A patient's photos and treatments, as the pages show and take them."""
