package weclassroomtest

// Unserialize is for the fuzz target.
func Unserialize(data string) (any, error) { return unserialize(data) }
