"""Measures a photo's conditions: defocus, lighting, specular light, fine texture."""
