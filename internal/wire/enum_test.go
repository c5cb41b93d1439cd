package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEnumName(t *testing.T) {
	type color int
	names := map[color]string{0: "Red", 10: "Green"}
	assert.Equal(t, "Red", EnumName("Color", color(0), names))
	assert.Equal(t, "Green", EnumName("Color", color(10), names))
	assert.Equal(t, "Color(5)", EnumName("Color", color(5), names))
	assert.Equal(t, "Color(-1)", EnumName("Color", color(-1), names))
	assert.Equal(t, "Color(1)", EnumName[color]("Color", 1, nil))
}
