postmortemIndex("head",{"pages":12,"others":8,"per":16,"terms":"0","marks":"8c1c108419ece811"})
