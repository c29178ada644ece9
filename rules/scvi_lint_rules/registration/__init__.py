"""Rules on `setup_anndata` and `setup_mudata`: codes SCV1xx.

In: Registered and Constructed events, the data as it was then. Out: registrations that are
missing, of another class, of another object, or given arguments that the class does not take.
"""
