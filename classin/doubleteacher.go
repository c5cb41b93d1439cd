package classin

// DoubleTeacherClassesService keeps the sub-classes of an online double-teacher class (在线双师).
type DoubleTeacherClassesService struct{ client *Client }
