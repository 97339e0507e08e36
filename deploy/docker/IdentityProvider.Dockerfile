# Built from the root of the repository: docker build -f deploy/docker/IdentityProvider.Dockerfile .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src src
RUN dotnet publish src/IdentityProvider --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Passwords are hashed by the system's Argon2; pictures of people are made by libvips.
RUN apt-get update && apt-get install --yes --no-install-recommends libargon2-1 libvips-tools && rm -rf /var/lib/apt/lists/*
RUN mkdir /data /avatars && chown $APP_UID /data /avatars
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENV Data__Directory=/data Avatars__Directory=/avatars
VOLUME /data /avatars
EXPOSE 8080
ENTRYPOINT ["dotnet", "IdentityProvider.dll"]
