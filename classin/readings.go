package classin

// readings are the operations whose replies are more than data or an error.
var readings = map[opID]reading{}
