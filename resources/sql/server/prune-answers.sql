DELETE FROM command_answer WHERE at < :before
