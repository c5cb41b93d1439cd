package wire

import "strconv"

// EnumName returns the name of an enum's value. For a value that this module does not know it returns the type's name with the
// number: RoomType(9).
func EnumName[T ~int | ~int16 | ~int64](typeName string, value T, names map[T]string) string {
	if name, known := names[value]; known {
		return name
	}
	return typeName + "(" + strconv.FormatInt(int64(value), 10) + ")"
}
