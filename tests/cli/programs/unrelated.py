print("nothing of single cells here")
