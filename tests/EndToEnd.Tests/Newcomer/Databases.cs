using EndToEnd.Tests.Pages;

namespace EndToEnd.Tests.Newcomer;

public sealed class SqlitePlatform() : Platform(isPostgres: false);

public sealed class PostgresPlatform() : Platform(isPostgres: true);

[CollectionDefinition(nameof(NewcomerOnSqlite))]
public sealed class NewcomerOnSqlite : ICollectionFixture<SqlitePlatform>, ICollectionFixture<Chromium>;

[CollectionDefinition(nameof(NewcomerOnPostgres))]
public sealed class NewcomerOnPostgres : ICollectionFixture<PostgresPlatform>, ICollectionFixture<Chromium>;

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnSqlite))]
public sealed class ArrivalOnSqlite(SqlitePlatform platform, Chromium chromium) : ArrivalJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnPostgres))]
public sealed class ArrivalOnPostgres(PostgresPlatform platform, Chromium chromium) : ArrivalJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnSqlite))]
public sealed class SecondFactorOnSqlite(SqlitePlatform platform, Chromium chromium) : SecondFactorJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnPostgres))]
public sealed class SecondFactorOnPostgres(PostgresPlatform platform, Chromium chromium) : SecondFactorJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnSqlite))]
public sealed class WayBackOnSqlite(SqlitePlatform platform, Chromium chromium) : WayBackJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnPostgres))]
public sealed class WayBackOnPostgres(PostgresPlatform platform, Chromium chromium) : WayBackJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnSqlite))]
public sealed class SettlingOnSqlite(SqlitePlatform platform, Chromium chromium) : SettlingJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnPostgres))]
public sealed class SettlingOnPostgres(PostgresPlatform platform, Chromium chromium) : SettlingJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnSqlite))]
public sealed class AdministratorOnSqlite(SqlitePlatform platform, Chromium chromium) : AdministratorJourneys(platform, chromium);

[Trait("drives", "browser")]
[Collection(nameof(NewcomerOnPostgres))]
public sealed class AdministratorOnPostgres(PostgresPlatform platform, Chromium chromium) : AdministratorJourneys(platform, chromium);
