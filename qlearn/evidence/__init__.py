"""How a claim is held against what was said: four kinds of evidence, never confused.

proved     lemmas checked by machine (`proof`)
exhausted  the exact game over every target and every legal answer at small sizes (`exhaust`)
attacked   every target of medium size under nasty honest teachers, then drawn targets, climbing (`attack`)
tested     an e-process over fixed seeds, for what holds only with a probability or on average (`sample`)
"""
