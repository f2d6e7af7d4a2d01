"""What a photo's conditions are: defocus, lighting, specular light, fine texture."""
