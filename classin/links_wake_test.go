package classin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

func TestWakeURL(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1009478, Secret: vectorSecret})
	require.NoError(t, err)
	for name, test := range map[string]struct {
		in   classin.WakeURLRequest
		want string
	}{
		"the pages' sample": {classin.WakeURLRequest{Account: "12345678901", ClassID: 1213545, CourseID: 394761},
			"classin://www.eeo.cn/enterclass?classId=1213545&courseId=394761&schoolId=1009478&telephone=12345678901"},
		"the web page": {classin.WakeURLRequest{Account: "12345678901", ClassID: 1213545, CourseID: 394761, Type: classin.WakeTypePage},
			"https://www.eeo.cn/client/invoke/index.html?classId=1213545&courseId=394761&schoolId=1009478&telephone=12345678901"},
		"iOS": {classin.WakeURLRequest{Account: "12345678901", ClassID: 1213545, CourseID: 394761, Type: classin.WakeTypeIOS},
			"https://www.eeo.cn/client/mobile/ios/enterclass/?classId=1213545&courseId=394761&schoolId=1009478&telephone=12345678901"},
		"an e-mail address alone": {classin.WakeURLRequest{Account: "li+lei&x@example.com"},
			"classin://www.eeo.cn/enterclass?telephone=li%2Blei%26x%40example.com"},
		"a number abroad, another school": {classin.WakeURLRequest{Account: "001-8006437676", ClassID: 2, CourseID: 1, SchoolID: 7},
			"classin://www.eeo.cn/enterclass?classId=2&courseId=1&schoolId=7&telephone=001-8006437676"},
		"a school without a class": {classin.WakeURLRequest{Account: "12345678901", SchoolID: 7},
			"classin://www.eeo.cn/enterclass?schoolId=7&telephone=12345678901"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := client.WakeURL(t.Context(), &test.in)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestWakeURLRefuses(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1, Secret: vectorSecret})
	require.NoError(t, err)
	for says, in := range map[string]*classin.WakeURLRequest{
		"request is nil":                  nil,
		"Account (telephone) is required": {CourseID: 1, ClassID: 2},
		"ClassID (classId) is required":   {Account: "a@b.cn", CourseID: 1},
		"CourseID (courseId) is required": {Account: "a@b.cn", ClassID: 1},
		"ClassID (classId) is below 0":    {Account: "a@b.cn", CourseID: 1, ClassID: -1},
		"SchoolID (schoolId) is below 0":  {Account: "a@b.cn", SchoolID: -1},
		"WakeType(9), which has no page":  {Account: "a@b.cn", Type: 9},
	} {
		got, err := client.WakeURL(t.Context(), in)
		assert.Empty(t, got)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, says)
	}
	for _, account := range []string{"139 0000 0000", "139\u00a000000000", "13900000000\n", "139\xff"} {
		_, err := client.WakeURL(t.Context(), &classin.WakeURLRequest{Account: account})
		assert.ErrorContains(t, err, "Account (telephone) has a blank", "%q", account)
	}
	_, err = new(classin.Client).WakeURL(t.Context(), &classin.WakeURLRequest{Account: "a", CourseID: 1, ClassID: 2})
	assert.ErrorContains(t, err, "the client is the zero Client")
}

func TestWakeCourseURL(t *testing.T) {
	got, err := classin.WakeCourseURL(394761)
	require.NoError(t, err)
	assert.Equal(t, "classin://www.eeo.cn/enterclass?autoCourseId=394761", got)
	for _, bad := range []int64{0, -1} {
		_, err = classin.WakeCourseURL(bad)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, "autoCourseId")
	}
}

// Every parameter of the link goes along, known or not, and no other.
func TestWakePageURL(t *testing.T) {
	for from, want := range map[string]string{
		"classin://www.eeo.cn/enterclass?telephone=23692341020&classId=1424463&courseId=444451&schoolId=1009478":                                 "classId=1424463&courseId=444451&schoolId=1009478&telephone=23692341020",
		"https://www.eeo.cn/client/mobile/ios/enterclass/?telephone=18801391473&classId=2645255&courseId=805773&schoolId=2516840&newcomer=a%20b": "classId=2645255&courseId=805773&newcomer=a%20b&schoolId=2516840&telephone=18801391473",
		"classin://www.eeo.cn/enterclass?autoCourseId=394761":                                                                                    "autoCourseId=394761",
	} {
		got, err := classin.WakePageURL(from)
		require.NoError(t, err)
		assert.Equal(t, "https://www.eeo.cn/client/invoke/index.html?"+want, got)
	}
	for bad, says := range map[string]string{
		"":                                  "is not a link of eeo.cn",
		"%zz":                               "is not a URL",
		"classin://www.eeo.cn/enterclass":   "has no parameters",
		"classin://www.eeo.cn/x?a=%zz":      "cannot be read",
		"https://www.eeo.cn.evil.com/x?a=1": "is not a link of eeo.cn",
		"https://evil-eeo.cn/x?a=1":         "is not a link of eeo.cn",
		"javascript://www.eeo.cn/?a=1":      "is not a link of eeo.cn",
	} {
		got, err := classin.WakePageURL(bad)
		assert.Empty(t, got)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, says, bad)
	}
}

func TestWakeTypesPrint(t *testing.T) {
	assert.Equal(t, "Client Page IOS WakeType(9)", classin.WakeTypeClient.String()+" "+classin.WakeTypePage.String()+" "+classin.WakeTypeIOS.String()+" "+classin.WakeType(9).String())
}
