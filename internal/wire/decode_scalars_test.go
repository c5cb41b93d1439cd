package wire

import (
	"math"
	"strings"
	"testing"
)

func TestDecodeNumbers(t *testing.T) {
	for _, c := range []decodeCase{
		{name: "a plain number is a number", in: `7`, want: int64(7)},
		{name: "a quoted number is a number", in: `"7"`, want: int64(7)},
		{name: "a negative number in both forms", in: `[-7,"-7"]`, want: []int64{-7, -7}},
		{name: "an id of 19 digits keeps every digit", in: `[6206825690183958501,"6206825690183958501"]`, want: []int64{6206825690183958501, 6206825690183958501}},
		{name: "the ends of 64 bits", in: `[9223372036854775807,"-9223372036854775808"]`, want: []int64{math.MaxInt64, math.MinInt64}},
		{name: "a fraction of zeros is whole", in: `[1.0,"2.00"]`, want: []int64{1, 2}},
		{name: "blanks around a number", in: `" 7 "`, want: 7},
		{name: "empty text is 0", in: `""`, want: 0},
		{name: "null is 0", in: `null`, want: int64(0)},
		{name: "false is 0", in: `false`, want: int64(0)},
		{name: "true is not a number: as an id it would be somebody's", in: `true`, want: int64(0), bad: "true is not a number"},
		{name: "a whole number with an exponent", in: `[1.51134006392569E+14,"1.38E+10",1e3]`, want: []int64{151134006392569, 13800000000, 1000}},
		{name: "an exponent beyond what a float holds: it has been rounded", in: `1e23`, want: int64(0), bad: "is not a whole number"},
		{name: "a named number in both forms", in: `[1,"1"]`, want: []level{levelLecture, levelLecture}},
		{name: "an enum value nobody knew decodes", in: `"99"`, want: level(99)},
		{name: "narrow and unsigned numbers", in: `{"small":"-128","count":65535}`, want: struct {
			Small small `json:"small"`
			Count count `json:"count"`
		}{-128, 65535}},
		{name: "a fraction in both forms", in: `[1.5,"1.5","",null,false]`, want: []float64{1.5, 1.5, 0, 0, 0}},
		{name: "a named fraction in both forms", in: `[1.5," 1.5 "]`, want: []score{1.5, 1.5}},
		{name: "a narrow fraction", in: `"1.5"`, want: float32(1.5)},

		{name: "text is not a number", in: `"abc"`, want: int64(0), bad: `"abc" is not a whole number`},
		{name: "an enum never fails: what is not a number is none of its values", in: `["abc",1.5,{"a":1},[7],true]`, want: []level{-1, -1, -1, -1, -1}},
		{name: "a fraction is not a whole number", in: `1.5`, want: int64(0), bad: `"1.5" is not a whole number`},
		{name: "an exponent is not a whole number: PHP has rounded it already", in: `1.0e+25`, want: int64(0), bad: "is not a whole number"},
		{name: "a plain number beyond 64 bits", in: `9223372036854775808`, want: int64(0), bad: "does not fit 64 bits"},
		{name: "a quoted number beyond 64 bits", in: `"-9223372036854775809"`, want: int64(0), bad: "does not fit 64 bits"},
		{name: "a number beyond its narrow type", in: `128`, want: small(0), bad: "does not fit int8"},
		{name: "a negative number for an unsigned type", in: `-1`, want: count(0), bad: "does not fit uint16"},
		{name: "a negative number for an unsigned type of 64 bits", in: `"-1"`, want: uint64(0), bad: "does not fit uint64"},
		{name: "a number beyond its unsigned type", in: `65536`, want: count(0), bad: "does not fit uint16"},
		{name: "an object is not a number", in: `{}`, want: int64(0), bad: "an object where a plain value is expected"},
		{name: "a list is not a number", in: `[]`, want: 0, bad: "a list where a plain value is expected"},
		{name: "nan is not a number", in: `"nan"`, want: float64(0), bad: `"nan" is not a number`},
		{name: "infinity is not a number", in: `"-Inf"`, want: score(0), bad: "is not a number"},
		{name: "text is not a fraction", in: `"1,5"`, want: float64(0), bad: "is not a number"},
		{name: "a fraction beyond its narrow type", in: `1e300`, want: float32(0), bad: "does not fit float32"},
		{name: "long garbage is quoted in part", in: `"` + strings.Repeat("长", 100) + `"`, want: int64(0), bad: strings.Repeat("长", 40) + "…"},
	} {
		c.run(t)
	}
}

func TestDecodeTextAndFlags(t *testing.T) {
	for _, c := range []decodeCase{
		{name: "text", in: `"英语 \"A\" \u4e00 </b>"`, want: "英语 \"A\" 一 </b>"},
		{name: "a number where text is expected keeps its digits", in: `[13800138000,1.50]`, want: []string{"13800138000", "1.50"}},
		{name: "null is empty text", in: `null`, want: ""},
		{name: "what PHP writes where there is no text is empty", in: `[false,null,[],{},""]`, want: []string{"", "", "", "", ""}},
		{name: "a whole number keeps its digits in every form", in: `[13800138000.0,1.38E+10,138]`, want: []string{"13800138000", "13800000000", "138"}},
		{name: "named text in both forms", in: `["red",5,null]`, want: []colour{colourRed, "5", ""}},
		{name: "a text value nobody knew decodes", in: `"mauve"`, want: colour("mauve")},
		{name: "bytes that are not UTF-8 are replaced", in: "\"a\xff\"", want: "a\uFFFD"},
		{name: "bytes that are not UTF-8 beside an escape are replaced", in: "\"\\n\xff\"", want: "\n\uFFFD"},
		{name: "half a surrogate pair is replaced", in: `"\ud83d"`, want: "\uFFFD"},
		{name: "an object is not text", in: `{"a":1}`, want: "", bad: "an object where a plain value is expected"},
		{name: "a list is not named text", in: `["red"]`, want: colour(""), bad: "a list where a plain value is expected"},

		{name: "yes in all forms", in: `[true,1,"1","true"]`, want: []bool{true, true, true, true}},
		{name: "no in all forms", in: `[false,0,"0","false","",null,2,"2"]`, want: make([]bool, 8)},
		{name: "a named flag in both forms", in: `[1,"0"]`, want: []yes{true, false}},
		{name: "flags as doubles", in: `[1.0,"1.00",1E0,0.0,"0.0",2.0]`, want: []bool{true, true, true, false, false, false}},
		{name: "half is not a flag", in: `0.5`, want: false, bad: `"0.5" is neither yes nor no`},
		{name: "3 is not a flag", in: `3`, want: false, bad: `"3" is neither yes nor no`},
		{name: "text is not a flag", in: `"maybe"`, want: yes(false), bad: "neither yes nor no"},
		{name: "an object is not a flag", in: `{}`, want: false, bad: "an object where a plain value is expected"},
	} {
		c.run(t)
	}
}
