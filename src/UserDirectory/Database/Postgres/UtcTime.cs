using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace UserDirectory.Database.Postgres;

/// <summary>Npgsql writes a <c>timestamptz</c> from UTC alone.</summary>
internal sealed class UtcTime() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);
