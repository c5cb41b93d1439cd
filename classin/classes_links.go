package classin

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// DeviceType is the device that opens a join link (deviceType).
type DeviceType int

// The devices.
const (
	DeviceTypeDesktop DeviceType = 1 // Windows or macOS
	DeviceTypeIOS     DeviceType = 2 // iOS
	DeviceTypeAndroid DeviceType = 3 // Android
)

var deviceTypeNames = map[DeviceType]string{DeviceTypeDesktop: "Desktop", DeviceTypeIOS: "IOS", DeviceTypeAndroid: "Android"}

// String returns the device's name, or DeviceType(9) for a value this module does not know.
func (d DeviceType) String() string { return wire.EnumName("DeviceType", d, deviceTypeNames) }

// GetJoinURLRequest names a user and a class.
type GetJoinURLRequest struct {
	UID        UID            `json:"uid" check:"required"`
	CourseID   int64          `json:"courseId" check:"required"`
	ClassID    int64          `json:"classId" check:"required"`
	Lifetime   time.Duration  `json:"lifeTime" wire:"seconds"` // how long the link works; default 24 hours
	DeviceType DeviceType     `json:"deviceType"`              // default desktop
	Extra      map[string]any `json:"-" wire:"extra"`          // parameters newer than this module
}

// GetJoinURL returns the link that opens the client on the user's device and takes it into the class: classin://, or https:// on iOS. The
// user logs in there: since June 2021 the link no longer does that.
//
// ClassIn 获取唤醒客户端并进入教室链接, POST /partner/api/course.api.php?action=getLoginLinked. CodeUserNotInClass: the user is not a student, teacher,
// co-teacher or auditor of the class; the school's own account and its sub-accounts that supervise classes may enter any. CodePhoneNeeded:
// the account has an e-mail address alone: the user binds a phone number in the client, which no call does, or enters through a link that
// the vendor's page on waking the client (唤醒 ClassIn 客户端的最佳实践) lets you write. Safe to repeat.
func (s ClassesService) GetJoinURL(ctx context.Context, in *GetJoinURLRequest, opts ...classcloud.CallOption) (string, error) {
	return getURL(ctx, s.client, opClassesGetJoinURL, in, opts)
}
