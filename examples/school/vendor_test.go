package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestAVendorRefusesWhatItCannotTake(t *testing.T) {
	theatre := openTheatre(nil, "", plainly, nil)
	defer theatre.close()
	vendors, err := openVendors(&means{env: theatre.env, clock: classcloud.SystemClock{}, store: &store{}})
	require.NoError(t, err)
	assert.Len(t, vendors, 5)
	for _, name := range []string{"baijiayun", "classin", "weclassroom"} {
		l := anyLesson()
		l.Vendor, l.Students[1].ID = name, "bo"
		assert.Equal(t, []string{`the id "bo" of "Bo" is not a number, as ` + name + ` wants`}, checkLesson(vendors, l))
		l.Students[1].ID = "3"
		assert.Empty(t, checkLesson(vendors, l))
	}
	l := anyLesson()
	l.Vendor, l.Title = "agora", "一二三四五六七八九十一二三四五六七八九十一二"
	assert.Len(t, checkLesson(vendors, l), 1)
	l.Title = "一二三四五六七八九十一二三四五六七八九十一"
	assert.Empty(t, checkLesson(vendors, l))
	l.Vendor = "zoom"
	assert.Equal(t, []string{`"zoom" is not a vendor with an account here: there are agora, aui, baijiayun, classin, weclassroom`}, checkLesson(vendors, l))
}

func TestAnAccountThatIsHalfThereIsNamed(t *testing.T) {
	theatre := openTheatre(nil, "", plainly, nil)
	defer theatre.close()
	for _, missing := range []string{"BAIJIAYUN_PARTNER_KEY", "CLASSIN_COURSE_ID", "CLASSIN_SECRET", "AGORA_APP_CERTIFICATE", "AUI_PASSWORD", "WECLASSROOM_SECRET", "WECLASSROOM_CLASSROOM_ID"} {
		_, err := openVendors(&means{clock: classcloud.SystemClock{}, store: &store{}, env: func(name string) string {
			if name == missing {
				return ""
			}
			return theatre.env(name)
		}})
		assert.Error(t, err, missing)
	}
	assert.False(t, anyVendor(func(string) string { return "" }))
	assert.True(t, anyVendor(theatre.env))
}
