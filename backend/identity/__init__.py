"""Who somebody is: guests, accounts, roles, and the tokens that say so."""
