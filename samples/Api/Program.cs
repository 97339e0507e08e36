using Api;
using Microsoft.AspNetCore.Authentication.JwtBearer;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false); // 400 in development too
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<OrderBook>();

builder.Services
    .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddJwtBearer(options =>
    {
        options.Authority = builder.Configuration["Issuer"];  // its keys come from its discovery document
        options.Audience = builder.Configuration["Audience"]; // this API's name among the provider's resources
        options.MapInboundClaims = false;                     // claims keep the names that they have in the token
        options.TokenValidationParameters.ValidTypes = ["at+jwt"];     // RFC 9068 §4: an id_token is no access token
        options.TokenValidationParameters.ValidAlgorithms = ["ES256"]; // RFC 8725 §3.1
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
        options.Events = new BearerAnswers();
    });

builder.Services.AddAuthorizationBuilder()
    .AddPolicy("orders.read", policy => policy.RequireAssertion(context => context.User.HasScope("orders.read")))
    .AddPolicy("orders.write", policy => policy.RequireAssertion(context => context.User.HasScope("orders.write")));

var certificate = Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["Kestrel:Certificates:Default:Path"]!);
if (!File.Exists(certificate))
{
    await Console.Error.WriteLineAsync($"There is no certificate {Path.GetFullPath(certificate)}: start \"dotnet run --project src/AppHost\" first, which makes one.");
    return 1;
}

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapOrders();
await app.RunAsync();
return 0;
