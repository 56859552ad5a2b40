"""Records from elsewhere: what is read here becomes publications or is compared with them."""
