package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const planHead = "key,vendor,title,start,minutes,teacher,students\n"

func takesAll(*lesson) []string { return nil }

func TestAPlanIsRead(t *testing.T) {
	lessons, err := readPlan(strings.NewReader("\ufeff"+planHead+
		"math-1,agora,\"数学, 第一课\",2026-09-01 10:00,45,t-1 王 老师,s-1 安然; s-2 博文 \nmath_2,aui,Math,2026-09-02 08:30,16,j Julia,\n"), takesAll)
	require.NoError(t, err)
	require.Len(t, lessons, 2)
	assert.Equal(t, lesson{Key: "math-1", Vendor: "agora", Title: "数学, 第一课", Start: ten(), Duration: 45 * time.Minute,
		Teacher: person{"t-1", "王 老师"}, Students: []person{{"s-1", "安然"}, {"s-2", "博文"}}}, lessons[0])
	assert.Empty(t, lessons[1].Students)
	assert.True(t, lessons[0].Start.Equal(time.Date(2026, 9, 1, 2, 0, 0, 0, time.UTC)), "it is Beijing time")
}

func TestAPlanThatIsWrongNamesAllItsLines(t *testing.T) {
	_, err := readPlan(strings.NewReader(planHead+
		"a,agora,Math,2026-09-01 10:00,45,1 J,\n"+
		"a,agora,Math,2026-09-01 10:00,45,1 J,\n"+
		"b/../c,agora,Math,2026-09-01 10:00,45,1 J,\n"+
		"c,agora,"+strings.Repeat("长", 51)+",2026-09-01 10:00,45,1 J,\n"+
		"\"d\",agora,\"two\nlines\",2026-13-01 10:00,45,1 J,\n"+
		"e,agora,Math,2026-09-01 10:00,15,1 J,\n"+
		"f,agora,Math,2026-09-01 10:00,1440,1 J,\n"+
		"g,agora,Math,2026-09-01 10:00,x,J,1 An;1 Bo;;\n"+
		"h,agora,Math\n"+
		"i,nobody,Math,2026-09-01 10:00,45,1 J,\n"), func(l *lesson) []string {
		if l.Vendor != "agora" {
			return []string{"no such vendor"}
		}
		return nil
	})
	require.Error(t, err)
	assert.Equal(t, []string{
		`line 3: the key "a" is that of line 2`,
		`line 4: the key "b/../c" is not 1 to 32 letters, digits, - and _`,
		`line 5: the title "` + strings.Repeat("长", 51) + `" has not 1 to 50 characters`,
		`line 6: the start "2026-13-01 10:00" is not like 2026-09-01 10:00, in Beijing time`,
		`line 8: "15" are not 16 to 1439 minutes`,
		`line 9: "1440" are not 16 to 1439 minutes`,
		`line 10: "x" are not 16 to 1439 minutes`,
		`line 10: "J" is not an id at the vendor and a name, like 1001 Julia`,
		`line 10: "1" is there twice`,
		`line 10: "" is not an id at the vendor and a name, like 1001 Julia`,
		`line 10: "" is not an id at the vendor and a name, like 1001 Julia`,
		`line 11: has 3 cells, want 7`,
		`line 12: no such vendor`,
	}, strings.Split(err.Error(), "\n"))
}

func TestAPlanNeedsItsFirstLineAndItsQuotes(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "the plan's first line: EOF",
		"vendor,key,c,d,e,f,g\n":    "the plan's first line is",
		"key,vendor\n":              "wrong number of fields",
		planHead + "a,\"b\nc,d,e\n": "line 2",
	} {
		_, err := readPlan(strings.NewReader(text), takesAll)
		assert.ErrorContains(t, err, want, text)
	}
	lessons, err := readPlan(strings.NewReader(planHead), takesAll)
	assert.NoError(t, err)
	assert.Empty(t, lessons)
}

func TestTheDemosPlanIsRight(t *testing.T) {
	lessons, err := readPlan(strings.NewReader(demoPlan), takesAll)
	require.NoError(t, err)
	vendors := map[string]bool{}
	for _, l := range lessons {
		vendors[l.Vendor] = true
		assert.Len(t, l.Students, 5)
	}
	for _, v := range vendorNames {
		assert.True(t, vendors[v.name], v.name)
	}
}
