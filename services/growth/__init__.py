"""Records of agents' growth: trainings, certificates, mentors, talks, elections, and the incentive committee."""
