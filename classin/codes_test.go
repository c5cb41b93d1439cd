package classin

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// documentedCodes are the 283 of the vendor's pages, 1 among them.
const documentedCodes = `
1 100 102 103 104 106 113 114 119 120 121 122 124 125 128 129 130 131 133 134
135 136 137 140 142 143 144 145 146 147 149 150 151 152 153 154 155 157 158 159
160 161 162 163 164 165 166 167 171 172 173 174 187 188 189 190 193 194 195 196
197 198 199 200 206 207 208 211 212 219 220 221 222 224 226 227 228 233 251 252
253 254 259 260 267 268 269 280 281 282 283 284 288 310 311 312 314 315 316 317
318 319 320 321 322 323 324 325 326 327 328 329 330 331 332 333 334 339 340 341
342 348 349 350 353 354 355 356 357 358 359 367 368 369 371 372 373 384 385 386
387 388 389 390 391 394 398 399 400 402 450 451 454 460 461 464 466 467 630 631
632 633 634 767 769 800 804 805 808 820 821 823 824 825 841 842 843 845 852 860
861 862 863 875 877 880 883 884 885 886 887 888 890 891 892 893 895 896 897 898
21304 21305 21316 21317 21319 21323 22101 29046 29048 29050 29057 29060 29138 29149 29184 29200 29203 29208 29213 30002
30008 30013 30022 30031 31000 40001 40004 40005 40006 40020 40030 40031 50003 50004 101001001 101002005 101002006 101002008 101003001 101003002
101004005 110100065 110100066 110100067 110100069 110100070 110100073 121601001 121601002 121601003 121601004 121601005 121601006 121601007 121601008 121601009 121601010 121601011 121601012 121601014
121601016 121601020 121601021 121601022 121601023 121601030 121601031 121601032 121601033 121601034 121601035 121601036 121601037 121601038 121601042 121601044 121601058 121601059 121601060 121601070
121604007 122301036 122301037
`

func TestEveryDocumentedCodeHasItsMeaning(t *testing.T) {
	list := strings.Fields(documentedCodes)
	require.Len(t, list, 283)
	for _, code := range list {
		n, err := strconv.ParseInt(code, 10, 64)
		require.NoError(t, err)
		info, refused := codes[Code(n)]
		text, warned := warnings[Code(n)]
		if code == codeOK {
			assert.False(t, refused || warned)
			continue
		}
		assert.True(t, refused != warned, "%s is a refusal or a warning, not both", code)
		if refused {
			assert.NotEqual(t, classcloud.Unknown, info.Kind, code)
			assert.NotEmpty(t, info.Text, code)
			assert.NotEqual(t, classcloud.OutcomeApplied, info.Outcome, code)
		} else {
			assert.NotEmpty(t, text, code)
		}
		assert.NotEqual(t, "classin code "+code, Code(n).Error())
	}
	assert.Len(t, codes, 273, "those of the draft pages about replays, too")
	assert.Len(t, warnings, 17)
}

func TestCodesThatLeaveItOpen(t *testing.T) {
	for _, code := range []Code{104, 114, 323, 324, 326, 158, 220, 221, 451, CodeRepeated} {
		assert.Equal(t, classcloud.OutcomeUnknown, codes[code].Outcome, code)
	}
	var doneBut []Code
	for code := range warnings {
		doneBut = append(doneBut, code)
	}
	slices.Sort(doneBut)
	assert.Equal(t, []Code{267, 280, 281, 282, 283, 284, 340, 820, 821, 823, 824, 825, 841, 842, 898, 29213, 121601002}, doneBut)
}
