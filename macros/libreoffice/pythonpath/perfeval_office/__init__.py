"""LibreOffice's side of the buttons: press, ask the program for a plan, carry it out as one entry of the undo list."""
