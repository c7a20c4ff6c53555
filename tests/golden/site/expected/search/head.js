postmortemIndex("head",{"pages":12,"others":8,"per":16,"terms":"0","marks":"0aa3dddb19ece811"})
