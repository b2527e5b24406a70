"""Many histories: forks, interventions and replicas played on threads."""
