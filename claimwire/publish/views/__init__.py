"""Page families: each module turns the catalogue into frozen pages, and does nothing else."""
