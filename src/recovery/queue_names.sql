-- Part of room recovery: what an open case waits for, and which case is issued next.

--@include name_type.sql
--@ type = stage
--@ is = What an open case waits for: decision (whether to assess), advice, or plan. Two bytes.

--@include ordered_type.sql
--@ type = stage
--@ eq = The same stage
--@ ne = Different stages
--@ lt = Earlier on the way to a plan
--@ le = Earlier on the way to a plan, or the same
--@ gt = Later on the way to a plan
--@ ge = Later on the way to a plan, or the same

--@include name_type.sql
--@ type = issue_order
--@ is = Which case is issued next: oldest; newest; in_time_first, the oldest still in time before any overdue one; share, of which a share is in time; as_observed, by the plans for each case-day of a pace. Two bytes.

--@include ordered_type.sql
--@ type = issue_order
--@ eq = The same order of issuing
--@ ne = Different orders of issuing
--@ lt = Earlier in the list of orders
--@ le = Earlier in the list of orders, or the same
--@ gt = Later in the list of orders
--@ ge = Later in the list of orders, or the same
