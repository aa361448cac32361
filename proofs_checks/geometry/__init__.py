"""What learners rest on in geometry: cosines of angles, caps of spheres."""
