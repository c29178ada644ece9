# task: Load the hub.
# fault: A class at a path that there is not.
# right: 'scvi.model.SCVI'
# listed: yes

import scvi

scvi.models.SCVI  # <- fault
