postmortemIndex("head",{"pages":13,"others":9,"per":16,"terms":"0","marks":"ba6e4eeb64b5635e"})
