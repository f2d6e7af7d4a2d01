"""What any such server needs: who may come in, how much, and work in other processes."""
