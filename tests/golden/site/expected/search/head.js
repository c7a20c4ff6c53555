postmortemIndex("head",{"pages":12,"others":8,"per":16,"terms":"0","marks":"bad8d8ed19ece811"})
