"""What the broker needs: credentials, rights, Mosquitto's files, and a broker that comes along."""
