"""What leaves by an act of the person: the archive of everything, and ways to read it without Leanto."""
