-- Room spc: statistical process control. What a chart says, and control charts.

--@include spc/variation.sql
--@include spc/chart.sql
--@include spc/run_chart.sql
--@include spc/chance.sql
--@include spc/summary.sql
