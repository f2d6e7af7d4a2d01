"""What any program needs: files, folders, processes, interrupts, errors in plain words."""
