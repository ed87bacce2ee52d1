-- Room risk: the risk score, the risk matrix, and how a risk moved.

--@include risk/score.sql
--@include risk/matrix.sql
