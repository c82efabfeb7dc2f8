"""The wire corpus: what real Node makes of good, odd and hostile bytes."""
