package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestOptionIDs(t *testing.T) {
	for answer, want := range map[string][]int64{"16": {16}, "10,11": {10, 11}, " 9 , 8 ": {9, 8}, "百家云": nil, "": nil, "10,": nil, "1.5": nil} {
		assert.Equal(t, want, baijiayun.QuizAnswer{Answer: answer}.OptionIDs(), answer)
	}
}
