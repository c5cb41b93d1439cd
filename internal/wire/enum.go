package wire

import "strconv"

// EnumName returns the name of an enum's value, or the type's name with the number for a value this module does not know:
// RoomType(9).
func EnumName[T ~int | ~int16 | ~int64](typeName string, value T, names map[T]string) string {
	if name, known := names[value]; known {
		return name
	}
	return typeName + "(" + strconv.FormatInt(int64(value), 10) + ")"
}
