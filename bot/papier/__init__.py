"""The Erwartungsbogen on paper: the form itself and a handout for the eLb, as tagged PDF."""
