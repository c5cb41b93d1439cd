package classin

// ActivitiesService keeps the activities (活动) of a course: classes, homework, quizzes.
type ActivitiesService struct{ client *Client }
