/** Columns of `indicators.csv`: one row for each series. */
export const indicatorColumns = (
  'id row_id country objective_no part indicator_printed series_label measure_key slice unit unit_in_label nature baseline_printed baseline_value milestone_cell_printed milestone_rule milestone_printed ' +
  'actual_printed actual_status actual_from actual_to end_cell_printed end_rule end_printed objective_summary_printed linked_output source_line'
).split(' ')

/** Columns of `activities.csv`: one row for each activity. */
export const activityColumns = 'id country objective_no output_no activity_no activity_printed percent_printed percent_value status_printed summary_printed source_line'.split(' ')
