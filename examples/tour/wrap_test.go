package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{""}},
		{"what fits", "ten wide", []string{"ten wide"}},
		{"exactly one line", "0123456789", []string{"0123456789"}},
		{"between words", "the room is not there", []string{"the room", "is not", "there"}},
		{"a blank that does not fit", "0123456789 a", []string{"0123456789", "a"}},
		{"a long word", "see https://school.example", []string{"see", "https://sc", "hool.examp", "le"}},
		{"one column too long", "01234567890", []string{"0123456789", "0"}},
		{"between Chinese characters", "包含上课中或已结束", []string{"包含上课中", "或已结束"}},
		{"words and Chinese", "code 包含上课中", []string{"code 包含", "上课中"}},
		{"no line begins with what ends", "包含上课中。不可删除", []string{"包含上课", "中。不可删", "除"}},
		{"no line ends with what opens", "包含上课（不可）", []string{"包含上课", "（不可）"}},
		{"a mark stays with its letter", "包含上课中\u0301中", []string{"包含上课中\u0301", "中"}},
		{"lines become one text", "the\nroom", []string{"the room"}},
	} {
		got := wrap(tt.text, 10)
		assert.Equal(t, tt.want, got, tt.name)
		for _, line := range got {
			assert.LessOrEqual(t, width(line), 10, tt.name)
		}
		assert.Equal(t, strings.ReplaceAll(plain(tt.text), " ", ""), strings.ReplaceAll(strings.Join(got, ""), " ", ""), "%s: nothing is lost", tt.name)
	}
}
